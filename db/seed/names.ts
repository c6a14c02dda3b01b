/**
 * Invented people: family and given names as they are usual in the regions, put together at random. Nobody is meant.
 * Within a list the name of rank r is drawn with the weight 1 / (r + 2) ^ 0.9, a Zipf law as registers of names show it:
 * of 100,000 people the commonest full name is shared by a few dozen, and most names are rare.
 */
export type NameGroup = {
  share: number;
  family: readonly string[];
  female: readonly string[];
  male: readonly string[];
  secondGiven: number;
};

const list = (names: string): readonly string[] => names.split(/\s*,\s*/).map((name) => name.trim());

export const zipfExponent = 0.9;
export const zipfShift = 2;

export const nameGroups: readonly NameGroup[] = [
  {
    share: 0.34, // Sahel and Mande
    secondGiven: 0.12,
    family:
      list(`Diallo, Traoré, Keita, Ba, Diarra, Coulibaly, Sow, Camara, Cissé, Koné, Ndiaye, Barry, Diop, Sidibé, Touré, Konaté, Sissoko, Bah, Fofana, Fall,
      Sangaré, Diakité, Kanté, Doumbia, Sylla, Dembélé, Maïga, Sarr, Kouyaté, Sy, Faye, Gueye, Dia, Mbaye, Thiam, Bangoura, Soumah, Kaba, Condé, Bamba,
      Ouattara, Sanogo, Soumaré, Seck, Niang, Diouf, Sène, Ly, Kane, Mané, Sané, Badji, Sambou, Diedhiou, Gassama, Jallow, Ceesay, Jobe, Njie, Touray,
      Bojang, Sanneh, Darboe, Jammeh, Drammeh, Dramé, Tounkara, Magassa, Bagayoko, Berthé, Dicko, Cissoko, Niaré, Samaké, Togola, Guindo, Tembely, Ongoïba,
      Tamboura, Haïdara, N'Diaye, N'Dour, Kébé, Lô, Wade, Samb, Mbengue, Ndour, Ngom, Gaye, Sall, Wane, Tall, Dieng, Diagne, Diatta, Coly, Balde, Mballo, Kandé`),
    female:
      list(`Fatoumata, Aminata, Mariam, Aïssatou, Awa, Fatou, Kadiatou, Oumou, Ramatoulaye, Khady, Hawa, Adama, Maïmouna, Assétou, Djénéba, Rokia, Salimata,
      Bintou, Nana, Kadidia, Coumba, Mame Diarra, Ndeye, Sokhna, Astou, Penda, Dieynaba, Hassatou, Binta, Mariama, Safiatou, Korotoumou, Nafissatou, Sira, Tenin,
      Niamoye, Zeynab, Rama, Seynabou, Yacine, Adja, Marème, Néné, Tiguidanké, Makhissa, Isatou, Fanta, Haby, Lalla, Saran`),
    male: list(`Mamadou, Moussa, Ibrahima, Amadou, Ousmane, Abdoulaye, Oumar, Seydou, Boubacar, Issa, Cheikh, Modou, Alioune, Souleymane, Bakary, Adama, Drissa, Lamine,
      Sékou, Yaya, Youssouf, Aliou, Samba, Demba, Babacar, Mamoudou, Abdou, Pape, Malick, Assane, Ousseynou, Tidiane, Cheick Oumar, Salif, Modibo, Alassane, Fodé,
      Karamoko, Lansana, Thierno, Saliou, Habib, Idrissa, Daouda, Madou, Hamidou, Boureima, Amara, Ebrima, Lassana`),
  },
  {
    share: 0.2, // Gulf of Guinea
    secondGiven: 0.3,
    family:
      list(`Mensah, Owusu, Okafor, Adeyemi, Kouassi, Koffi, Boateng, Asante, Okonkwo, Ouédraogo, Yao, Appiah, Adebayo, Eze, Agbeko, Kouamé, Konan, Osei, Amoah, Nwosu,
      Sawadogo, Kaboré, Zongo, Agyemang, Ofori, Addo, Balogun, Afolabi, Ogunleye, Oladipo, Chukwu, Obi, Nnamdi, Ibrahim, Musa, Bello, Sani, Abubakar, Danjuma, Tanko,
      Compaoré, Ilboudo, Nikiéma, Tiendrébéogo, Ouattara, Houngbédji, Dossou, Ahouansou, Hounkpatin, Gnassingbé, Amegah, Agbodjan, Lawson, Adjei, Ankrah, Tetteh, Nartey,
      Quaye, Lamptey, Kwarteng, Acheampong, Sarpong, Frimpong, Opoku, Antwi, Darko, Asamoah, Yeboah, Bonsu, Gyasi, N'Guessan, N'Dri, Brou, Gnamien, Ehouman, Tanoh, Aka,
      Assi, Kacou, Zadi, Gbagbo, Okoro, Uche, Ekwueme, Oyelaran, Akande, Salami, Lawal, Yakubu, Garba`),
    female:
      list(`Akosua, Abena, Ama, Adjoa, Efua, Ngozi, Chioma, Amaka, Folake, Yetunde, Bukola, Aya, Affoué, Akissi, Adjoua, Amenan, Grace, Comfort, Mercy, Patience, Esther,
      Blessing, Joy, Zainab, Hauwa, Amina, Halima, Rahama, Rasmata, Wendkuni, Afi, Akouvi, Yawa, Dzifa, Enyonam, Ifeoma, Nkechi, Adaeze, Titilayo, Morenike, Afia, Yaa,
      Esi, Araba, Mamle, Dede, Korkor, Naa, Pauline, Véronique`),
    male: list(`Kwame, Kofi, Kwasi, Yaw, Kojo, Kwabena, Emeka, Chinedu, Olu, Tunde, Segun, Koffi, Kouadio, Konan, Yao, Emmanuel, Samuel, Isaac, Daniel, Joseph, Abdul, Usman, Sani,
      Ibrahim, Musa, Issoufou, Salifou, Rasmané, Tinga, Kossi, Komlan, Edem, Selorm, Chukwuemeka, Obinna, Ikenna, Femi, Kayode, Babatunde, Adewale, Kwaku, Fiifi, Ebo, Nii,
      Tetteh, Nana Yaw, Boukary, Harouna, Wendpanga, Prosper`),
  },
  {
    share: 0.26, // Great Lakes and Swahili coast
    secondGiven: 0.2,
    family:
      list(`Otieno, Odhiambo, Mwangi, Kamau, Njoroge, Wanjala, Kiprotich, Cheruiyot, Mutua, Musyoka, Nyambura, Achieng, Juma, Hassan, Omar, Ali, Said, Mohamed, Salim, Bakari,
      Okello, Ochieng, Mugisha, Tumusiime, Byaruhanga, Kato, Ssemakula, Nakato, Namusoke, Mukasa, Lubega, Kiggundu, Habimana, Uwimana, Niyonzima, Nshimiyimana, Mukamana,
      Ndayisaba, Hakizimana, Bizimana, Nkurunziza, Ndikumana, Mushi, Massawe, Kimaro, Lyimo, Mwakyusa, Mwaipopo, Shayo, Temba, Kariuki, Maina, Gitau, Wairimu, Waweru,
      Ngugi, Kimani, Karanja, Githinji, Muthoni, Barasa, Wekesa, Simiyu, Nafula, Makokha, Koech, Rotich, Langat, Kipkemboi, Jepkosgei, Onyango, Owino, Ouma, Okoth, Atieno,
      Adhiambo, Abdi, Farah, Warsame, Hussein, Ahmed, Nyerere, Mwinyi, Kikwete, Mfinanga, Mrisho, Ramadhani, Athumani, Khamis, Tesfaye`),
    female:
      list(`Wanjiru, Achieng, Akinyi, Njeri, Faith, Mercy, Mary, Grace, Neema, Asha, Zawadi, Rehema, Amina, Fatuma, Mwanaisha, Halima, Zuhura, Rukia, Saida, Nakato, Babirye,
      Nalongo, Akello, Apio, Uwase, Ingabire, Umutoni, Mukandayisenga, Wambui, Nyokabi, Chebet, Jeptoo, Chepkoech, Kanini, Mumbua, Nduku, Anyango, Awuor, Adongo, Nafula,
      Nekesa, Joyce, Beatrice, Agnes, Salome, Tatu, Mwajuma, Subira, Zainabu, Hadija`),
    male: list(`John, Peter, Joseph, James, Juma, Hamisi, Bakari, Rashidi, Omari, Salum, Otieno, Ochieng, Kamau, Mwangi, Kipkoech, Kiprono, Brian, Kevin, Dennis, Moses, Wasswa, Kato,
      Okello, Opio, Ocen, Jean Bosco, Jean Claude, Eric, Emmanuel, Innocent, Faustin, Vincent, Njoroge, Maina, Kariuki, Mutua, Kioko, Wafula, Wekesa, Barasa, Simon, Samuel,
      Daudi, Yohana, Elia, Musa, Yusuf, Iddi, Athumani, Shabani`),
  },
  {
    share: 0.12, // French names, often with a family name from here
    secondGiven: 0.45,
    family:
      list(`Martin, Bernard, Dubois, Thomas, Robert, Richard, Petit, Durand, Leroy, Moreau, Simon, Laurent, Lefebvre, Michel, Garcia, David, Bertrand, Roux, Vincent, Fournier,
      Morel, Girard, André, Mercier, Dupont, Lambert, Bonnet, François, Martinez, Legrand, Garnier, Faure, Rousseau, Blanc, Guérin, Muller, Henry, Roussel, Nicolas, Perrin,
      Mathieu, Clément, Gauthier, Dumont, Lopez, Fontaine, Chevalier, Robin, Masson, Sanchez, Nguema, Mbarga, Essomba, Atangana, Abena, Fouda, Onana, Mvondo, Biya, Eto'o,
      Ilunga, Kabongo, Tshibangu, Mukendi, Kalala, Mutombo, Kasongo, Ngoy, Mwamba, Kabila, Mabiala, Makosso, Loemba, Mboumba, Obame, Ndong, Moussavou, Bongo, Rakoto, Randria`),
    female:
      list(`Marie, Jeanne, Françoise, Monique, Catherine, Nathalie, Isabelle, Jacqueline, Anne, Sylvie, Martine, Madeleine, Nicole, Suzanne, Hélène, Christine, Marguerite, Denise,
      Louise, Christiane, Germaine, Valérie, Sophie, Stéphanie, Céline, Chantal, Brigitte, Marie Claire, Thérèse, Bernadette, Odile, Clarisse, Solange, Yvonne, Béatrice,
      Rose, Angèle, Joséphine, Colette, Rachel`),
    male: list(`Jean, Pierre, Michel, André, Philippe, René, Louis, Alain, Jacques, Bernard, Marcel, Daniel, Roger, Robert, Paul, Claude, Christian, Henri, Georges, Nicolas, François,
      Patrick, Gérard, Christophe, Joseph, Julien, Maurice, Laurent, Frédéric, Éric, Jean-Baptiste, Jean-Pierre, Dieudonné, Théophile, Célestin, Fidèle, Prosper, Gaston,
      Serge, Guy`),
  },
  {
    share: 0.08, // English and Creole names
    secondGiven: 0.4,
    family:
      list(`Smith, Johnson, Williams, Brown, Jones, Davies, Taylor, Wilson, Evans, Thomas, Roberts, Walker, Wright, Robinson, Thompson, White, Hughes, Edwards, Green, Hall,
      Wood, Harris, Lewis, Martin, Jackson, Clarke, Turner, Hill, Scott, Cooper, Morris, Ward, Moore, King, Watson, Baker, Harrison, Morgan, Patel, Young, Allen, Mitchell,
      James, Anderson, Phillips, Lee, Bell, Parker, Davis, Cole, Macauley, Kamara, Koroma, Sesay, Bangura, Kargbo, Conteh, Turay, Mansaray, Tucker, Doe, Weah, Sirleaf,
      Kollie, Flomo, Dolo, Gaye, Karnga, Cooke, Freeman`),
    female:
      list(`Mary, Elizabeth, Sarah, Margaret, Emma, Olivia, Alice, Florence, Ruth, Rebecca, Hannah, Martha, Victoria, Charlotte, Emily, Jane, Susan, Dorothy, Rose, Lucy, Julia,
      Helen, Anna, Catherine, Frances, Hawa, Isata, Adama, Marie, Zainab, Fatmata, Mabinty, Princess, Comfort, Musu, Kebbeh, Garmai, Lorpu, Patricia, Cecilia`),
    male: list(`John, William, James, George, Thomas, David, Michael, Robert, Peter, Paul, Andrew, Mark, Stephen, Charles, Edward, Henry, Samuel, Benjamin, Joseph, Alexander, Daniel,
      Matthew, Philip, Francis, Augustine, Mohamed, Alhaji, Ibrahim, Abu, Foday, Sorie, Momoh, Prince, Moses, Varney, Flomo, Sumo, Emmanuel, Anthony, Patrick`),
  },
];

export const villages: readonly string[] =
  list(`Kolda, Bandiagara, Nioro, Kayar, Tambala, Sokoura, Wendou, Ndiassane, Thiaré, Kéréwane, Farafenni, Basse, Kuntaur, Bansang, Sinthian, Médina Baba,
  Darou Salam, Keur Moussa, Touba Ndiawène, Koumbara, Djibéla, Niamone, Sikoro, Banankoro, Dougabougou, Konobougou, Zambougou, Tiéblé, Dano, Kokologo, Manéga, Pabré, Nakpayili,
  Tchalo, Kpessi, Agou, Hohoe, Kpando, Nkoranza, Wenchi, Ejura, Atebubu, Oyibi, Dodowa, Igbo-Ora, Ilara, Okuku, Mbaise, Nsukka, Gwaram, Jahun, Kafin Hausa, Siaya, Bondo,
  Ugunja, Luanda, Kabarnet, Marigat, Kitui, Mutomo, Kilifi, Malindi, Kisoro, Kabale, Rubirizi, Pader, Kitgum, Gisagara, Nyanza, Muhanga, Same, Mwanga, Pangani, Kilwa`);
